import { defineConfig } from 'prisma/config'

// `prisma generate` asks for the schema engine's binary although it never runs it, and fails where that cannot be
// downloaded. Naming any executable skips the download; `prisma migrate` still fetches the real one.
if (process.argv.includes('generate')) process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath

export default defineConfig({ schema: 'schema.prisma', migrations: { path: 'migrations' } })
