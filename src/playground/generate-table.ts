// Makes bot-api-table.json out of the published Bot API types: every method with its parameters, which are required, what
// kinds of value they take, and the limits their comments name. Run after an upgrade of the types:
//   node src/playground/generate-table.ts
// Needs the development dependencies; nothing at run time imports this file.
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import ts from 'typescript-compiler-api'
import type { BotApiTable, Limit, MethodSpec, ParameterSpec, ValueKind } from './table.ts'

/** Where the table is kept, beside this file. */
export const tableFile = new URL('./bot-api-table.json', import.meta.url)

/** Walks the types and returns the table. Pure but for reading the types from node_modules. */
export function generateTable(): BotApiTable {
  const packageFile = createRequire(import.meta.url).resolve('@grammyjs/types/package.json')
  const methodsFile = packageFile.replace('package.json', 'methods.d.ts')
  const program = ts.createProgram([methodsFile], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    strict: true,
  })
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(methodsFile)
  const alias = source?.statements.find((node) => ts.isTypeAliasDeclaration(node) && node.name.text === 'ApiMethods')
  if (!alias) throw new Error('The types hold no ApiMethods')

  const methods: Record<string, MethodSpec> = {}
  for (const property of checker.getPropertiesOfType(checker.getTypeAtLocation(alias))) {
    const declaration = property.valueDeclaration
    if (!declaration || !ts.isMethodSignature(declaration)) continue
    const argument = declaration.parameters[0]
    methods[property.name] = argument ? parametersOf(checker, checker.getTypeAtLocation(argument)) : {}
  }
  return { methods }
}

function parametersOf(checker: ts.TypeChecker, type: ts.Type): MethodSpec {
  const parameters: MethodSpec = {}
  for (const property of checker.getPropertiesOfType(checker.getNonNullableType(type))) {
    const declaration = property.valueDeclaration
    if (!declaration || !ts.isPropertySignature(declaration)) continue
    const kinds = kindsOf(checker, checker.getTypeAtLocation(declaration))
    const limit = limitFrom(ts.displayPartsToString(property.getDocumentationComment(checker)), kinds)
    const spec: ParameterSpec = { required: !declaration.questionToken, kinds, ...(limit ? { limit } : {}) }
    parameters[property.name] = spec
  }
  return parameters
}

function kindsOf(checker: ts.TypeChecker, type: ts.Type): ValueKind[] {
  const parts = type.isUnion() ? type.types : [type]
  const kinds = new Set<ValueKind>()
  for (const part of parts) {
    if (part.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)) continue
    if (part.flags & ts.TypeFlags.StringLike) kinds.add('string')
    else if (part.flags & ts.TypeFlags.NumberLike) kinds.add('number')
    else if (part.flags & ts.TypeFlags.BooleanLike) kinds.add('boolean')
    else if (part.flags & ts.TypeFlags.TypeParameter) kinds.add('file')
    else if (checker.isArrayType(part) || checker.isTupleType(part)) kinds.add('array')
    else kinds.add('object')
  }
  return [...kinds].sort()
}

/** Limits stand in the comments as prose only, e.g. "1-4096 characters after entities parsing". */
function limitFrom(comment: string, kinds: readonly ValueKind[]): Limit | undefined {
  if (kinds.includes('array')) {
    const between = comment.match(/(?:list of|include) (\d+)-(\d+)/i)
    if (between) return { counts: 'items', min: Number(between[1]), max: Number(between[2]) }
    const atMost = comment.match(/(?:at most|up to) (\d+) (?:items|commands|custom emoji|identifiers|suggested)/i)
    return atMost ? { counts: 'items', min: 0, max: Number(atMost[1]) } : undefined
  }
  if (kinds.includes('string')) {
    const length = comment.match(/(\d+)-(\d+) (characters|bytes)( [^.]*after entit(?:y|ies) parsing)?/)
    if (!length) return undefined
    const counts = length[3] === 'bytes' ? 'bytes' : 'characters'
    return {
      counts,
      min: Number(length[1]),
      max: Number(length[2]),
      ...(/after entit(y|ies) parsing/.test(comment) ? { afterParsing: true } : {}),
    }
  }
  const value = kinds.includes('number') ? comment.match(/(?<![\w-])(\d+)-(\d+)(?![\w-])/) : null
  return value ? { counts: 'value', min: Number(value[1]), max: Number(value[2]) } : undefined
}

/** The table as it is kept: one method a line, so that an upgrade shows as a readable difference. */
export function formatTable(table: BotApiTable): string {
  const lines = Object.entries(table.methods).map(([name, spec]) => `    ${JSON.stringify(name)}: ${JSON.stringify(spec)}`)
  return `{\n  "methods": {\n${lines.join(',\n')}\n  }\n}\n`
}

if (import.meta.main) writeFileSync(tableFile, formatTable(generateTable()))
