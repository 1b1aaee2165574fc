import type { ExportFormat } from '../../contract/settings.ts';
import type { Screen } from '../../contract/show-request.ts';

/** What the icon says. Each state has its own shape, for nobody should have to tell colours apart. */
export type TrayIconState = 'idle' | 'active' | 'expiring' | 'needs-mfa' | 'error';

/** What a click in the menu asks for. The desktop app runs it; nothing else comes out of the tray. */
export type TrayAction =
  | { readonly verb: 'switch'; readonly profile: string }
  | { readonly verb: 'renewRole'; readonly profile: string }
  | { readonly verb: 'stop'; readonly profile: string }
  /** Signs in to what the role's chain starts from. */
  | { readonly verb: 'signIn'; readonly profile: string }
  /** Opens the AWS console's home as the role. */
  | { readonly verb: 'openConsole'; readonly profile: string }
  | { readonly verb: 'stopAll' }
  | { readonly verb: 'copyExports'; readonly profile: string; readonly format: ExportFormat }
  | { readonly verb: 'copyCommand'; readonly profile: string }
  /** Writes the role to the target `default`. */
  | { readonly verb: 'setDefault'; readonly profile: string }
  | { readonly verb: 'showRole'; readonly profile: string }
  | { readonly verb: 'showWindow'; readonly screen?: Screen }
  /** Asks for the code of a base's MFA session ahead of need. */
  | { readonly verb: 'unlockBase'; readonly profile: string }
  /** Opens the window with the question for a code in front. */
  | { readonly verb: 'answerMfa' }
  | { readonly verb: 'quit' };

/** One line of the menu, as data. Labels are ready for Electron: cleaned, shortened, escaped. */
export interface TrayItem {
  /** Unique in the whole menu, and the same for the same thing in the next menu. */
  readonly id: string;
  readonly kind: 'header' | 'separator' | 'action' | 'submenu';
  readonly label?: string;
  /** Undefined means enabled. */
  readonly enabled?: boolean;
  readonly checked?: boolean;
  /** An Electron accelerator, only shown: nothing is registered through it. */
  readonly accelerator?: string;
  readonly action?: TrayAction;
  readonly items?: readonly TrayItem[];
}

/** All that the tray shows at one moment. */
export interface TrayModel {
  readonly icon: TrayIconState;
  /** Text beside the icon, on macOS only; empty for none. */
  readonly title: string;
  readonly tooltip: string;
  readonly menu: readonly TrayItem[];
  /** AWS time, epoch milliseconds, when time alone changes the model next; undefined: never. */
  readonly nextChangeAt?: number;
}
