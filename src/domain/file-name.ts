// Names of files, both ways: a stranger's name made harmless to keep and show, and ours made harmless in a multipart header.
import { cleanText } from './clean-text.ts'

const longest = 120
const longestExtension = 12

/**
 * A name without path, control characters, direction overrides and characters that some system reserves, at most 120
 * characters with its extension kept; `otherwise` when nothing is left.
 */
export function safeFileName(name: unknown, otherwise: string): string {
  const base = cleanText(name).split(/[/\\]/).at(-1) ?? ''
  const tame = base
    .replace(/\p{Cc}|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  return tame === '' ? otherwise : cut(tame)
}

/** The name as it may stand unquoted in a multipart header, where line ends are refused and quotes and ";" would end it. */
export function uploadName(name: string): string {
  return safeFileName(name, 'file').replace(/[;'`%=,]/g, '_')
}

function cut(name: string): string {
  if (name.length <= longest) return name
  const dot = name.lastIndexOf('.')
  const extension = dot > 0 && name.length - dot <= longestExtension ? name.slice(dot) : ''
  const stem = name.slice(0, longest - extension.length).replace(/[\uD800-\uDBFF]$/, '')
  return stem.trimEnd() + extension
}
