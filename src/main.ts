// The service as a process: settings in, signals in, exit status out.
import { enableCompileCache } from 'node:module'

enableCompileCache()

const { ConfigurationFault, readConfig } = await import('./config.ts')
const { createLogger } = await import('./logger.ts')

/** sysexits.h: the configuration is at fault, so starting again will not help. */
const exitConfiguration = 78
const exitFault = 1
const shutdownSeconds = 10

async function main(): Promise<void> {
  const config = readConfig(process.env)
  const { http, telegram, s3, whatsapp } = config
  const cloud = whatsapp?.provider === 'cloud' ? [whatsapp.token, whatsapp.appSecret, whatsapp.verifyToken] : []
  const secrets = [http.apiToken, telegram?.token, telegram?.webhook?.secret, s3?.secretAccessKey, ...cloud]
  const log = createLogger({ level: config.logLevel, secrets: secrets.filter((secret) => typeof secret === 'string') })
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise was left unhandled'))
  const { startApp } = await import('./app.ts')
  const starting = startApp(config, log)

  let stopping = false
  const stop = (signal: string) => {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping')
    setTimeout(
      () => {
        log.error('did not stop in time')
        process.exit(exitFault)
      },
      shutdownSeconds * 1000 - 500,
    ).unref()
    starting
      .then((app) => app.stop())
      .then(
        () => process.exit(0),
        () => process.exit(exitFault),
      )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)

  const app = await starting
  log.info({ url: app.url, startSeconds: Math.round(process.uptime() * 100) / 100 }, 'ready')
  if (app.playground !== null) {
    process.stdout.write(`\nThe playground is open: ${app.url}/playground\n`)
    if (app.generatedApiToken !== null)
      process.stdout.write(`The API is at ${app.url}/api/v1, for this run with the token ${app.generatedApiToken}\n`)
    process.stdout.write('Set TELEGRAM_BOT_TOKEN to serve a real bot. Stop with Ctrl+C.\n\n')
  }
}

main().catch((error: unknown) => {
  const configuration = error instanceof ConfigurationFault
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(`${configuration ? message : `The service cannot start: ${message}`}\n`)
  process.exit(configuration ? exitConfiguration : exitFault)
})
