// The generated table of the Bot API: fresh, and as large as it should be.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { formatTable, generateTable, tableFile } from '../../src/playground/generate-table.ts'
import { findMethod } from '../../src/playground/table.ts'

test('the table is what the installed types say; after an upgrade it is made anew', () => {
  expect(readFileSync(tableFile, 'utf8')).toBe(formatTable(generateTable()))
})

test('it holds the methods, what they require and the limits of the documentation', () => {
  expect(findMethod('SENDMESSAGE')?.name).toBe('sendMessage')
  expect(findMethod('sendMessage')?.spec).toMatchObject({
    chat_id: { required: true, kinds: ['number', 'string'] },
    text: { required: true, limit: { counts: 'characters', min: 1, max: 4096 } },
    reply_parameters: { required: false, kinds: ['object'] },
  })
  expect(findMethod('sendDocument')?.spec['document']).toEqual({ required: true, kinds: ['file', 'string'] })
  expect(findMethod('sendMediaGroup')?.spec['media']?.limit).toEqual({ counts: 'items', min: 2, max: 10 })
  expect(findMethod('sendInvoice')?.spec['payload']?.limit).toEqual({ counts: 'bytes', min: 1, max: 128 })
  expect(findMethod('toString')).toBeUndefined()
  expect(Object.keys(findMethod('getMe')?.spec ?? { unexpected: 1 })).toEqual([])
})
