// What a file is, by its first bytes: what a stranger says of it is not believed. Only kinds that a phone sends by itself are
// known here; a document may be anything.

/** So many bytes at the beginning decide. */
export const sniffedBytes = 16

const signatures: readonly (readonly [type: string, at: number, bytes: string])[] = [
  ['image/jpeg', 0, 'ffd8ff'],
  ['image/png', 0, '89504e470d0a1a0a'],
  ['image/gif', 0, '47494638'],
  ['image/webp', 8, '57454250'],
  ['audio/ogg', 0, '4f676753'],
  ['audio/mpeg', 0, '494433'],
  ['audio/mpeg', 0, 'fffb'],
  ['audio/mpeg', 0, 'fff3'],
  ['audio/aac', 0, 'fff1'],
  ['audio/aac', 0, 'fff9'],
  ['audio/amr', 0, '2321414d52'],
  ['audio/wav', 8, '57415645'],
  // Films and sound of phones: the same container for both.
  ['video/mp4', 4, '66747970'],
  ['video/webm', 0, '1a45dfa3'],
  ['video/3gpp', 4, '66747970336770'],
  ['application/pdf', 0, '25504446'],
]

/** The media type that the beginning of a file gives away; null when it gives none away. */
export function sniffType(head: Uint8Array): string | null {
  const hex = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, sniffedBytes)).toString('hex')
  return signatures.find(([, at, bytes]) => hex.startsWith(bytes, at * 2))?.[0] ?? null
}

const families = {
  photo: /^image\//,
  sticker: /^(image\/webp|image\/png|video\/webm|application\/)/,
  voice: /^(audio\/|video\/(mp4|webm|3gpp))/,
  audio: /^(audio\/|video\/(mp4|webm|3gpp))/,
  video: /^(video\/|image\/gif)/,
  'video-note': /^video\//,
} as const

/** Whether a file that came as a picture, voice message and so on is one. A document may be anything. */
export function isOfKind(kind: string, head: Uint8Array): boolean {
  if (!Object.hasOwn(families, kind)) return true
  return families[kind as keyof typeof families].test(sniffType(head) ?? '')
}
