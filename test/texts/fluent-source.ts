// What stands in a Fluent file, read with the strict parser: sentences, their variables and the choices they make.
import { readFileSync } from 'node:fs'
import { FluentParser, Junk, Message, NumberLiteral, type SelectExpression, VariableReference, Visitor } from '@fluent/syntax'
import type { Language } from '../../src/domain/language.ts'

export interface Choice {
  readonly variable: string
  /** The names of the variants, the default one included. */
  readonly variants: readonly string[]
  readonly byNumber: boolean
}

export interface Sentence {
  readonly key: string
  readonly variables: ReadonlySet<string>
  readonly choices: readonly Choice[]
}

export interface FluentSource {
  readonly sentences: ReadonlyMap<string, Sentence>
  /** Lines that are no Fluent, keys that stand twice, and what the house does not use (terms, attributes). */
  readonly faults: readonly string[]
}

const pluralForms = new Set(['zero', 'one', 'two', 'few', 'many'])

export function readFluentSource(language: Language): FluentSource {
  const text = readFileSync(new URL(`../../src/texts/${language}.ftl`, import.meta.url), 'utf8')
  const sentences = new Map<string, Sentence>()
  const faults: string[] = []
  for (const entry of new FluentParser().parse(text).body) {
    if (entry instanceof Junk) faults.push(entry.content.trim())
    if (!(entry instanceof Message)) continue
    const key = entry.id.name
    if (sentences.has(key)) faults.push(`${key} stands twice`)
    if (entry.value === null || entry.attributes.length > 0) faults.push(`${key} has attributes or no text`)
    sentences.set(key, { key, ...readVariables(entry) })
  }
  return { sentences, faults }
}

function readVariables(message: Message): { variables: ReadonlySet<string>; choices: readonly Choice[] } {
  const variables = new Set<string>()
  const choices: Choice[] = []
  class Reader extends Visitor {
    override visitVariableReference(reference: VariableReference): void {
      variables.add(reference.id.name)
    }
    override visitSelectExpression(select: SelectExpression): void {
      if (select.selector instanceof VariableReference) {
        const variants = select.variants.map(({ key }) => (key instanceof NumberLiteral ? key.value : key.name))
        const byNumber = select.variants.some(({ key }) => key instanceof NumberLiteral || pluralForms.has(key.name))
        choices.push({ variable: select.selector.id.name, variants, byNumber })
      }
      this.genericVisit(select)
    }
  }
  new Reader().visit(message)
  return { variables, choices }
}
