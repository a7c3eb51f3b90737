// parse_mode MarkdownV2 and the finer parts of HTML: what becomes of the marks, and Telegram's words for what is broken.
import { expect, test } from 'vitest'
import type { Message } from '../../src/playground/telegram-objects.ts'
import { callRaw, servers } from './raw-bot.ts'

const start = servers()

async function say(text: string, parse_mode = 'MarkdownV2') {
  const server = await start()
  server.person({ id: 1 }).send('hello')
  const { result, description } = await callRaw(server, 'sendMessage', { chat_id: 1, text, parse_mode })
  const { text: shown = '', entities = [] } = (result ?? {}) as Partial<Message>
  return {
    description,
    shown,
    marks: entities.map(({ type, offset, length, ...more }) => [type, shown.slice(offset, offset + length), more]),
  }
}

test.each([
  [
    'simple marks',
    '*bold* _italic_ __under__ ~strike~ ||hidden|| `code`',
    'bold italic under strike hidden code',
    [
      ['bold', 'bold', {}],
      ['italic', 'italic', {}],
      ['underline', 'under', {}],
      ['strikethrough', 'strike', {}],
      ['spoiler', 'hidden', {}],
      ['code', 'code', {}],
    ],
  ],
  [
    'marks within marks',
    '*all _of_ it*',
    'all of it',
    [
      ['bold', 'all of it', {}],
      ['italic', 'of', {}],
    ],
  ],
  ['escaped signs', 'Price: 1\\.50 \\(net\\)\\!', 'Price: 1.50 (net)!', []],
  [
    'a link',
    '[our \\[docs\\]](https://example.com/a_b?c=\\)d)',
    'our [docs]',
    [['text_link', 'our [docs]', { url: 'https://example.com/a_b?c=)d' }]],
  ],
  [
    'code with a language',
    '```sql\nSELECT * FROM a;\n```',
    'SELECT * FROM a;\n',
    [['pre', 'SELECT * FROM a;\n', { language: 'sql' }]],
  ],
  ['code without one', '```a*b```', 'a*b', [['pre', 'a*b', {}]]],
  ['a custom emoji', '![👍](tg://emoji?id=536)', '👍', [['custom_emoji', '👍', { custom_emoji_id: '536' }]]],
  ['a quote of two lines', '>one\n>two\nafter', 'one\ntwo\nafter', [['blockquote', 'one\ntwo\n', {}]]],
  ['a quote that unfolds', '**>one\n>two||', 'one\ntwo', [['expandable_blockquote', 'one\ntwo', {}]]],
  ['marks around nothing', 'a**b', 'ab', []],
])('%s', async (_what, source, shown, marks) => {
  expect(await say(source)).toEqual({ description: '', shown, marks })
})

test.each([
  ['a full stop', 'Done.', "Character '.' is reserved and must be escaped with the preceding '\\'"],
  ['a dash', 'a - b', "Character '-' is reserved and must be escaped with the preceding '\\'"],
  ['bold without an end', 'ėė *bold', "Can't find end of Bold entity at byte offset 5"],
  ['code without an end', '`code', "Can't find end of Code entity at byte offset 0"],
  ['a link without an end', '[here](https://example.com', "Can't find end of a URL at byte offset 6"],
  ['crossed marks', '*a _b* c_', "Can't find end of Italic entity at byte offset 8"],
])('%s that was not escaped or ended is refused in the words of Telegram', async (_what, source, words) => {
  expect((await say(source)).description).toBe(`Bad Request: can't parse entities: ${words}`)
})

test('the length that counts is the one without the marks', async () => {
  expect((await say(`*${'x'.repeat(4096)}*`)).description).toBe('')
  expect((await say(`*${'x'.repeat(4097)}*`)).description).toBe('Bad Request: message is too long')
  expect((await say('**')).description).toBe('Bad Request: message text is empty')
})

test('HTML: code with a language is one mark, quotes unfold, hashtags are found', async () => {
  expect(await say('<pre><code class="language-js">let a</code></pre> #urgent #12', 'HTML')).toMatchObject({
    shown: 'let a #urgent #12',
    marks: [
      ['pre', 'let a', { language: 'js' }],
      ['hashtag', '#urgent', {}],
    ],
  })
  expect((await say('<blockquote expandable>long</blockquote>', 'html')).marks).toEqual([['expandable_blockquote', 'long', {}]])
})
