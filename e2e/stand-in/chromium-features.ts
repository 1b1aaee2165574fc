/**
 * Playwright's own list (1.65.1: `chromiumSwitches.ts`), since a second `--disable-features` replaces the
 * first; then Chromium's toolbar made of pages, which each new window would draw in a process of its
 * own, unseen, at half the cost of the page that is tested. Names that a Chromium does not know, it
 * passes over.
 */
const DISABLED_FEATURES: readonly string[] = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'PreloadTopChromeWebUI',
  'InitialWebUI',
  'WebUIReloadButton',
  'WebUIToolbar',
  'WebUILocationBar',
  'WebUIBackForwardButton',
  'WebUIHomeButton',
  'WebUIAppMenuButton',
  'WebUIAvatarButton',
  'WebUISplitTabsButton',
  'WebUIPinnedToolbarActions',
  'WebUIOmniboxPopup',
  'WebUIOmniboxFullPopup',
  'WebUIOmniboxAimPopup',
];

/** The switch for Chromium's command line. */
export const DISABLE_FEATURES = `--disable-features=${DISABLED_FEATURES.join(',')}`;
