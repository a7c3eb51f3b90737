// The SQL that makes prisma/schema.prisma from nothing, as Prisma itself would write it, without its engine's binary.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg'

/** What the engine's and Node's own types leave out. */
interface Wasm {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>
}

/** @param url any PostgreSQL database: the engine only asks it for its version */
export async function schemaScript(url: string): Promise<string> {
  await loadEngine()
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: url }))
  const schemaEngine = await engine.SchemaEngine.new({ datamodels: [['schema.prisma', readSchema()]] }, () => {}, adapter)
  const { stdout } = await schemaEngine.diff({
    from: { tag: 'empty' },
    to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: readSchema() }] },
    script: true,
    exitCode: true,
    filters: { externalTables: [], externalEnums: [] },
  })
  return stdout ?? ''
}

async function loadEngine(): Promise<void> {
  const file = join(dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm')), 'schema_engine_bg.wasm')
  const { WebAssembly } = globalThis as unknown as { WebAssembly: Wasm }
  const { instance } = await WebAssembly.instantiate(readFileSync(file), { './schema_engine_bg.js': engine })
  const { __wbg_set_wasm } = engine as unknown as { __wbg_set_wasm(exports: object): void }
  __wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
}

function readSchema(): string {
  return readFileSync(new URL('../../prisma/schema.prisma', import.meta.url), 'utf8')
}
