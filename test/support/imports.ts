// Which files and packages a source file imports, read from its text. Nothing is executed or type-checked.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import ts from 'typescript-compiler-api'

/** The specifiers a file imports or re-exports: static, dynamic and type-only. */
export function importsOf(file: string): string[] {
  return ts.preProcessFile(readFileSync(file, 'utf8'), true, true).importedFiles.map((imported) => imported.fileName)
}

/** Every specifier met on the way from `file` through the relative imports below `folder`; relative ones as absolute paths. */
export function importsReachedFrom(file: string, folder: string, seen = new Set<string>()): Set<string> {
  seen.add(file)
  for (const specifier of importsOf(file)) {
    const target = specifier.startsWith('.') ? resolve(dirname(file), specifier) : specifier
    if (seen.has(target)) continue
    seen.add(target)
    if (target.startsWith(folder) && existsSync(target)) importsReachedFrom(target, folder, seen)
  }
  return seen
}
