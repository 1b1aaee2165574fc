import type { Command } from 'commander';
import { loadContext } from '../../core/app/load-context.ts';
import { type CommandContext, type GlobalOptions, noteAll } from '../command-context.ts';
import { storedMarks } from '../role-marks.ts';

interface ExportOptions extends GlobalOptions {
  readonly withExternalIds?: true;
}

/** `export`: the roles as JSON, to pass on or to keep. */
export function addExportCommand(program: Command, context: CommandContext): void {
  program
    .command('export')
    .description('print the roles as JSON for `import`, without keys and other secrets')
    .option('--with-external-ids', 'external ids too, which many teams treat as half a secret')
    .action(async (options: ExportOptions) => {
      const { terminal } = context;
      const app = await context.app(options);
      const [{ config }, marks, { exportCatalogue }] = await Promise.all([
        loadContext(app),
        storedMarks(app),
        import('../../core/move-in/export-catalogue.ts'),
      ]);
      const { catalogue, notes } = exportCatalogue(config, {
        withExternalIds: options.withExternalIds === true,
        marks,
      });
      terminal.print(`${JSON.stringify(catalogue, null, 2)}\n`);
      const lacking = catalogue.roles.filter(({ wantsExternalId }) => wantsExternalId === true);
      noteAll(terminal, [
        ...notes,
        ...(lacking.length === 0
          ? []
          : [
              `${lacking.length} roles want an external id, which was left out; --with-external-ids adds it`,
            ]),
      ]);
    });
}
