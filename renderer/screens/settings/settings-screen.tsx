import { ScreenFrame } from '../../components/screen-frame.tsx';
import { AboutSection, FilesSection, PracticeSection } from './about-sections.tsx';
import { CatalogueSection } from './catalogue-section.tsx';
import { NetworkSection } from './network-section.tsx';
import {
  ClipboardSection,
  KeysSection,
  SessionsSection,
  SwitchingSection,
} from './usage-sections.tsx';
import { useSettings } from './use-settings.ts';
import { PrivacySection, WindowSection } from './window-sections.tsx';

/** What the user may choose. Each change is saved at once. */
export function SettingsScreen() {
  const model = useSettings();
  return (
    <ScreenFrame title="Settings" subtitle="Each change is saved at once">
      <SwitchingSection model={model} />
      <ClipboardSection model={model} />
      <SessionsSection model={model} />
      <KeysSection model={model} />
      <NetworkSection />
      <WindowSection model={model} />
      <PrivacySection model={model} />
      <CatalogueSection />
      <PracticeSection />
      <FilesSection />
      <AboutSection />
    </ScreenFrame>
  );
}
