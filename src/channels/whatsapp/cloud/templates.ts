// Which template says a notice outside the 24 hours, and with what in it. Pure. What Meta demands of parameters stands here;
// whether a template may be used just now is template-holds.ts.
import type { SentNotice } from '../../../domain/channel.ts'
import type { Language } from '../../../domain/language.ts'
import { limits } from './limits.ts'
import type { TemplateName } from './template-holds.ts'

/** By notice kind, "*" for every other kind; then by language. */
export type TemplateMap = Readonly<Record<string, { readonly [Name in Language]?: string | undefined }>>

/** The template of a notice: in the person's language if there is one, else in English; null: none. */
export function chooseTemplate(map: TemplateMap, kind: string, language: Language): TemplateName | null {
  for (const code of [language, 'en' as const]) {
    const name = map[kind]?.[code] ?? map['*']?.[code]
    if (name !== undefined) return { name, language: code }
  }
  return null
}

/** The message of a template: 1 is the number, 2 the text (CONTRACT, WHATSAPP_TEMPLATES). */
export function templateMessage({ name, language }: TemplateName, notice: SentNotice, text: string) {
  const parameters = [
    templateText(notice.about ?? '', limits.templateNumberLength),
    templateText(text, limits.templateTextLength),
  ]
  return {
    type: 'template',
    template: {
      name,
      language: { code: language },
      components: [{ type: 'body', parameters: parameters.map((parameter) => ({ type: 'text', text: parameter })) }],
    },
  }
}

/**
 * A text as a parameter may be: one line, no tabs, no runs of blanks, never empty. What is too long ends in "…", between two
 * characters as people see them.
 */
export function templateText(text: string, longest: number): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  if (line === '') return '–'
  if (line.length <= longest) return line
  let kept = ''
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    if (kept.length + segment.length > longest - 1) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}
