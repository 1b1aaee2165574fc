import type { Done } from '../../../contract/results.ts';
import type { ChangeView, UndoPreviewView } from '../../../contract/surgery.ts';
import { listChanges, previewUndo, undoChange } from '../undo-change.ts';
import { answering } from './answering.ts';
import type { Desktop } from './desktop.ts';
import { windowHint, withWindowHint } from './window-hint.ts';

/** What the app changed in the AWS files, and taking it back. */
export function changeVerbs(desktop: Desktop) {
  return answering(desktop, {
    listChanges: (): Promise<readonly ChangeView[]> => listChanges(desktop.world.app),
    previewUndo: async (id: string): Promise<UndoPreviewView> => {
      const { files, refusal } = await previewUndo(desktop.world.app, id);
      return { files, ...(refusal === undefined ? {} : { refusal: withWindowHint(refusal) }) };
    },
    undoChange: async (id: string): Promise<Done> => {
      const { change, paths, notices } = await undoChange(desktop.world.app, id);
      await desktop.refresh();
      return {
        message:
          paths.length === 0
            ? `Nothing was left to take back of: ${change.reason}`
            : `Taken back: ${change.reason}`,
        notices: [...notices.map(windowHint), ...(change.note === undefined ? [] : [change.note])],
      };
    },
  });
}
