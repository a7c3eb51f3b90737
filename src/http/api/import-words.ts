// Why a file cannot be imported at all, in English, for whoever builds against the API.
import type { FileFault } from '../../domain/import-rows.ts'

const words: Readonly<Record<FileFault['fault'], string>> = {
  empty: 'has no lines below the first one',
  'quote-open': 'the quotation mark that opens on line {word} is never closed',
  'too-many-rows': 'has more than 10,000 lines',
  'unknown-column': 'has an unknown column: {word}',
  'column-twice': 'has the column {word} twice',
  'no-name': 'lacks the column {word}',
  'which-kind': 'may hold contacts or servers: give `kind`',
}

export function fileFaultWords({ fault, word }: FileFault): string {
  return words[fault].replace('{word}', word)
}
