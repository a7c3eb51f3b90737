// A chat as plain text: one line a message, with its buttons and files. For reading, for reports, for comparing in tests.
import type { SeenMessage } from './server-contract.ts'

/** Times are of the server's clock, in UTC. Without `times` two runs of the same story read the same. */
export function transcriptText(messages: readonly SeenMessage[], options: { readonly times?: boolean } = {}): string {
  return messages.map((message) => lineOf(message, options.times ?? true)).join('\n')
}

function lineOf(seen: SeenMessage, times: boolean): string {
  const { message } = seen
  const at = times ? `${new Date(message.date * 1000).toISOString().slice(0, 16).replace('T', ' ')}  ` : ''
  const marks = [seen.edited ? '(edited)' : '', seen.topic === undefined ? '' : `(topic ${seen.topic})`]
  const reply = message.reply_to_message
  const quote = reply ? `> ${shortened(reply.text ?? reply.caption ?? 'a file')}` : ''
  const files = seen.files.map(({ kind, fileName }) => `<${fileName ? `${kind}: ${fileName}` : kind}>`)
  const rows = seen.buttons.map((row) => row.map(({ text }) => `[${text}]`).join(' '))
  const reactions = seen.reactions.map((reaction) => (reaction as { emoji?: string }).emoji ?? '')
  const head = [`${at}${seen.from}:`, ...marks, seen.text, ...files, ...reactions].filter((part) => part !== '').join(' ')
  // Lines below the first are set in, so that it stays clear who says what.
  const below = [quote, ...rows].filter((part) => part !== '')
  return [head.replaceAll('\n', '\n    '), ...below.map((line) => `    ${line}`)].join('\n')
}

function shortened(text: string): string {
  const line = text.split('\n')[0] ?? ''
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}
