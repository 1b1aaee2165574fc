import type { Platform } from '../../contract/settings.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import { headline, tooltip } from './headline.ts';
import { trayMenu } from './menu.ts';
import { trayView } from './tray-view.ts';
import type { TrayModel } from './types.ts';

/**
 * What the tray shows for `snapshot` at `now`: AWS time, epoch milliseconds (the machine's time plus
 * `snapshot.clockOffsetMs`). Pure, and linear in the number of roles.
 */
export function trayModel(snapshot: Snapshot, platform: Platform, now: number): TrayModel {
  const view = trayView(snapshot, platform, now);
  const news = headline(snapshot, view);
  const { nextChangeAt } = view;
  return {
    icon: news.icon,
    title: view.platform.hasTitle ? news.title : '',
    tooltip: tooltip(snapshot, view, news),
    menu: trayMenu(snapshot, view),
    ...(nextChangeAt === undefined ? {} : { nextChangeAt }),
  };
}
