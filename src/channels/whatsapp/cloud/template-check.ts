// Whether the templates that the settings name are there: asked of Meta page by page, and compared with what the desk says and
// in which languages. Saying it to the operator is whatsapp-templates.ts at the roof.
import { z } from 'zod'
import type { Language } from '../../../domain/language.ts'
import type { GraphApi } from './graph-api.ts'
import { nameFailure } from './graph-failure.ts'
import { chooseTemplate, type TemplateMap } from './templates.ts'

export interface KnownTemplate {
  readonly name: string
  readonly language: string
  /** "APPROVED", "PAUSED" and so on. */
  readonly status: string
  /** How many parameters its body takes; its header and buttons must take none. */
  readonly places: number
  readonly otherPlaces: number
}

export interface TemplateLine {
  readonly kind: string
  readonly language: Language
  /** Null: no template is named, and the notice takes the next channel. */
  readonly template: string | null
  /** The notice is said in English to people of this language. */
  readonly inEnglish: boolean
  /** Null: it can be used. */
  readonly fault: string | null
}

const page = z.object({
  data: z.array(
    z.object({
      name: z.string(),
      language: z.string(),
      status: z.string(),
      components: z.array(z.object({ type: z.string(), text: z.string().optional() }).loose()).catch([]),
    }),
  ),
  paging: z.object({ cursors: z.object({ after: z.string().optional() }).optional(), next: z.string().optional() }).optional(),
})

const mostPages = 100

/** All templates of the business. @throws Error with Meta's code, when they cannot be had */
export async function readTemplates(api: GraphApi, businessId: string): Promise<readonly KnownTemplate[]> {
  const templates: KnownTemplate[] = []
  let after: string | undefined
  for (let count = 0; count < mostPages; count++) {
    const query = { limit: '100', fields: 'name,language,status,components', ...(after === undefined ? {} : { after }) }
    const found = await api.call({ method: 'GET', path: `${businessId}/message_templates`, query }, page)
    if (!found.ok) throw new Error(`Meta does not list the templates (${nameFailure(found.failure)})`)
    const { data, paging } = found.value
    templates.push(...data.map(toKnown))
    after = paging?.next === undefined ? undefined : paging.cursors?.after
    if (after === undefined) break
  }
  return templates
}

type Listed = z.infer<typeof page>['data'][number]

function toKnown({ name, language, status, components }: Listed): KnownTemplate {
  const count = (wanted: (type: string) => boolean) => {
    const shown = components.filter(({ type }) => wanted(type.toUpperCase()))
    return new Set(JSON.stringify(shown).match(/\{\{[^{}]+\}\}/g)).size
  }
  return { name, language, status, places: count((type) => type === 'BODY'), otherPlaces: count((type) => type !== 'BODY') }
}

/** A line for each notice and language. */
export function checkTemplates(
  map: TemplateMap,
  known: readonly KnownTemplate[],
  { kinds, languages }: { readonly kinds: readonly string[]; readonly languages: readonly Language[] },
): readonly TemplateLine[] {
  return kinds.flatMap((kind) =>
    languages.map((language): TemplateLine => {
      const chosen = chooseTemplate(map, kind, language)
      if (chosen === null) return { kind, language, template: null, inEnglish: false, fault: 'no template is named' }
      const fault = faultOf(chosen, known)
      return { kind, language, template: chosen.name, inEnglish: chosen.language !== language, fault }
    }),
  )
}

function faultOf(chosen: { readonly name: string; readonly language: string }, known: readonly KnownTemplate[]): string | null {
  const named = known.filter(({ name }) => name === chosen.name)
  const found = named.find(({ language }) => language === chosen.language)
  if (found === undefined) {
    const others = named.map(({ language }) => language).join(', ')
    return `missing in ${chosen.language}${others === '' ? '' : ` (there is ${others})`}`
  }
  if (found.status !== 'APPROVED') return found.status.toLowerCase().replaceAll('_', ' ')
  if (found.places !== 2) return `takes ${found.places} parameters instead of 2`
  return found.otherPlaces > 0 ? 'has parameters outside its body' : null
}
