// /import: how a file of companies, contacts or servers has to look. The file itself is sent like any other.
import { importColumns, importKinds } from '../../domain/import-columns.ts'
import { join } from '../../domain/rich-text.ts'
import { say, sayText } from '../../texts/render.ts'
import type { Command } from '../command.ts'
import { replyWith } from '../turn.ts'

export const importCommand: Command = {
  name: 'import',
  run(turn) {
    const { language } = turn.party
    const lines = importKinds.map((kind) =>
      say(language, 'import-columns', {
        kind: sayText(language, `import-kind-${kind}`),
        columns: importColumns[kind].join('; '),
      }),
    )
    replyWith(turn, join([say(language, 'import-how'), join(lines), say(language, 'import-how-more')], '\n\n'))
  },
}
