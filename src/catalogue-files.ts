// Reads the vendors' catalogues: those in prisma/catalogues and one of the operator's own. A new vendor is a file there, or
// a path in CATALOGUE; no code. Whatever is wrong in a file is said with its line; what has to be right is catalogue-schema.ts
// and catalogue-checks.ts.
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import type { z } from 'zod'
import { type EntryFault, findEntryFaults } from './catalogue-checks.ts'
import { catalogueSchema } from './catalogue-schema.ts'
import type { Catalogue, Catalogues } from './domain/catalogue.ts'
import { JsonFault, type JsonPath, type PositionedJson, parsePositionedJson } from './positioned-json.ts'
import { resolveCatalogue } from './resolve-catalogue.ts'

/** Files of catalogues are wrong; `faults` lists everything that is, a line each: "my.json:41:12 plans[2].order: ...". */
export class CatalogueFault extends Error {
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.name = 'CatalogueFault'
    this.faults = faults
  }
}

const projectFolder = resolve(import.meta.dirname, '..')
const shippedFolder = join(projectFolder, 'prisma/catalogues')

/** The catalogue that holds where none is set (RULES 3). */
const standardName = 'kolmisoft'

/**
 * All shipped catalogues, and the chosen one: a shipped name or the path of a file. A file of the operator's own that
 * carries a shipped name stands in for that catalogue, so that a price can be changed while subscriptions stay as they are.
 * @throws CatalogueFault with the faults of all files
 * @throws the file system's error when the chosen file cannot be read
 */
export function readCatalogues(chosen: string = standardName, folder: string = shippedFolder): Catalogues {
  const shipped = shippedFiles(folder)
  const standard = shipped.get(chosen) ?? resolve(chosen)
  const catalogues = readAll([...[...shipped.values()].filter((path) => path !== standard), standard], folder)
  const byName = new Map(catalogues.map((catalogue) => [catalogue.name, catalogue]))
  const [last] = catalogues.slice(-1)
  if (last === undefined) throw new Error('No catalogue was read')
  return { standard: last, byName }
}

/** The catalogues that come with the service. @throws CatalogueFault with the faults of all files */
export function shippedCatalogues(folder: string = shippedFolder): readonly Catalogue[] {
  return readAll([...shippedFiles(folder).values()], folder)
}

/** One catalogue, by its shipped name or its file's path. @throws as `readCatalogues` does, for this file alone */
export function readCatalogue(nameOrPath: string, folder: string = shippedFolder): Catalogue {
  return readOne(shippedFiles(folder).get(nameOrPath) ?? resolve(nameOrPath), folder)
}

/** Paths by name. */
function shippedFiles(folder: string): Map<string, string> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
  const names = files.map((file) => basename(file, '.json')).toSorted()
  return new Map(names.map((name) => [name, join(folder, `${name}.json`)]))
}

function readAll(paths: readonly string[], folder: string): Catalogue[] {
  const faults: string[] = []
  const catalogues = paths.flatMap((path) => {
    try {
      return [readOne(path, folder)]
    } catch (error) {
      if (!(error instanceof CatalogueFault)) throw error
      faults.push(...error.faults)
      return []
    }
  })
  if (faults.length > 0) throw new CatalogueFault(faults)
  return catalogues
}

function readOne(path: string, folder: string): Catalogue {
  // Some editors begin a file with a byte order mark, which is no part of JSON.
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  const json = parse(path, text)
  const shape = catalogueSchema.safeParse(json.value)
  if (!shape.success) throw new CatalogueFault(shape.error.issues.flatMap((issue) => sayIssue(path, json, issue)))
  const faults = findEntryFaults(shape.data)
  const fileName = basename(path, '.json')
  if (shippedFiles(folder).get(fileName) === path && shape.data.name !== fileName)
    faults.push({ path: ['name'], message: `has to be "${fileName}", as the file is called` })
  if (faults.length > 0) throw new CatalogueFault(faults.map((fault) => sayEntryFault(path, json, fault)))
  return resolveCatalogue(shape.data)
}

function parse(path: string, text: string): PositionedJson {
  try {
    return parsePositionedJson(text)
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error
    throw new CatalogueFault([`${sayPlace(path, error.position)}: ${error.message}`])
  }
}

function sayIssue(path: string, json: PositionedJson, issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys' || issue.code === 'invalid_key') {
    const unknown = issue.code === 'invalid_key' ? [issue.path] : issue.keys.map((key) => [...issue.path, key])
    return unknown.map(
      (key) => `${sayPlace(path, json.positionOfKey(key))} ${sayPath(key)}: is not known here: check the spelling`,
    )
  }
  return [sayEntryFault(path, json, { path: issue.path, message: sayIssueMessage(json, issue) })]
}

function sayIssueMessage(json: PositionedJson, issue: z.core.$ZodIssue): string {
  if (!json.has(issue.path)) return 'is missing'
  return plainWords.reduce((message, [zodSays, weSay]) => message.replaceAll(zodSays, weSay), issue.message)
}

const plainWords: readonly (readonly [zodSays: RegExp, weSay: string])[] = [
  [/^Invalid (input|option): expected/g, 'has to be'],
  [/^Too (small|big): expected .* to be/g, 'has to be'],
  [/ int, received number$/g, ' a whole number'],
  [/ >=/g, ' at least '],
  [/ <=/g, ' at most '],
  [/"\|"/g, '" or "'],
]

function sayEntryFault(path: string, json: PositionedJson, fault: EntryFault): string {
  const where = fault.path.length === 0 ? '' : ` ${sayPath(fault.path)}`
  return `${sayPlace(path, json.positionOf(fault.path))}${where}: ${fault.message}`
}

/** The file as its reader knows it: below the project's folder from there, else from the root. */
function sayPlace(path: string, { line, column }: { readonly line: number; readonly column: number }): string {
  const fromProject = relative(projectFolder, path)
  return `${fromProject.startsWith('..') ? path : fromProject}:${line}:${column}`
}

/** "plans[2].order" */
function sayPath(path: JsonPath): string {
  return path.reduce<string>((said, key) => {
    if (typeof key === 'number') return `${said}[${key}]`
    return said === '' ? String(key) : `${said}.${String(key)}`
  }, '')
}
