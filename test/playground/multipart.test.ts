// Multipart bodies: whatever a client sends comes out as it went in, and nothing broken gets through or breaks us.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boundaryOf, parseMultipart } from '../../src/playground/multipart.ts'

test('any content and any name survive the way, however many parts there are', async () => {
  const name = fc
    .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
    .filter((text) => /^[^\0\r\n"\\%]+$/.test(text) && text.isWellFormed())
  const part = fc.record({ fileName: name, bytes: fc.uint8Array({ maxLength: 200 }), value: fc.string({ maxLength: 50 }) })
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 5 }), async (parts) => {
      const form = new FormData()
      for (const [index, { fileName, bytes, value }] of parts.entries()) {
        form.set(`file${index}`, new Blob([new Uint8Array(bytes)]), fileName)
        form.set(`field${index}`, value)
      }
      const request = new Request('http://127.0.0.1/', { method: 'POST', body: form })
      const boundary = boundaryOf(request.headers.get('content-type') ?? '') ?? ''
      const parsed = parseMultipart(Buffer.from(await request.arrayBuffer()), boundary)
      for (const [index, { fileName, bytes, value }] of parts.entries()) {
        expect(parsed.files.get(`file${index}`)).toMatchObject({
          fileName: fileName.trim() === fileName ? fileName : expect.any(String),
        })
        expect(parsed.files.get(`file${index}`)?.bytes.equals(bytes)).toBe(true)
        expect(parsed.fields.get(`field${index}`)).toBe(value.replace(/\r\n|\r|\n/g, '\r\n'))
      }
    }),
    { numRuns: 60 },
  )
})

test('unquoted names keep their quotes, semicolons and accents', () => {
  const body = 'content-disposition:form-data;name="abc";filename=a; "b" ž.pdf\r\ncontent-type:application/pdf\r\n\r\nx'
  const { files } = parseMultipart(Buffer.from(`--B\r\n${body}\r\n--B--\r\n`), 'B')
  expect(files.get('abc')).toEqual({ fileName: 'a; "b" ž.pdf', mediaType: 'application/pdf', bytes: Buffer.from('x') })
})

test('noise is refused with a reason, never with a crash', () => {
  const noise = fc.array(
    fc.constantFrom('--B', '\r\n', '--', 'content-disposition:form-data', ';name="a"', ';filename=x', 'text', '\0'),
    { maxLength: 30 },
  )
  fc.assert(
    fc.property(noise, (pieces) => {
      try {
        expect(parseMultipart(Buffer.from(pieces.join('')), 'B').fields).toBeInstanceOf(Map)
      } catch (error) {
        expect((error as Error).message).toMatch(/boundary|part/)
      }
    }),
    { numRuns: 500 },
  )
})
