// The loopback WhatsApp server: a WebSocket that the unmodified Baileys socket takes for WhatsApp, with accounts, persons
// who have phones, a media host, and faults that can be switched on. 127.0.0.1 alone.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Curve } from '@whiskeysockets/baileys'
import { createAccount, createAccountState } from './account.ts'
import { certificateChain, rootKey, trustLoopbackServers } from './certificates.ts'
import { createClients } from './clients.ts'
import type { PersonDetails, ServerOptions, WhatsAppAccount, WhatsAppPerson, WhatsAppServer } from './contract.ts'
import { createControls } from './controls.ts'
import { startMediaHost } from './media-host.ts'
import { createMediaShelf } from './media-shelf.ts'
import { createPerson, createPersonState } from './person.ts'
import { createOwnDevice } from './played-device.ts'
import { quietLibsignal } from './quiet-libsignal.ts'
import { createSwitches } from './switches.ts'
import { createTlsIdentity } from './tls-certificate.ts'
import { type AccountState, createWorld, fault, freshId, type PersonState, type PlayedDevice, until } from './world.ts'

const firstNumber = '37060000000'
const firstLid = '184700000000001'

export async function startWhatsAppServer(options: ServerOptions = {}): Promise<WhatsAppServer> {
  quietLibsignal()
  const now = options.now ?? (() => new Date())
  const world = createWorld({ switches: createSwitches(), media: createMediaShelf(), now })
  const tls = createTlsIdentity(new Date())
  const media = await startMediaHost(world.media, world.switches, tls, (words) => fault(world, words))
  const serverKey = Curve.generateKeyPair()
  const clients = createClients(world, serverKey, certificateChain(serverKey.public), media.host)
  const control = createControls(world, clients.lines)
  const accounts = new Map<WhatsAppAccount, AccountState>()
  const people = new Map<WhatsAppPerson, PersonState>()

  function addAccount({ number, lid }: { readonly number: string; readonly lid?: string }): WhatsAppAccount {
    const state = createAccountState(number, lid ?? madeUpLid())
    world.accounts.set(number, state)
    const played = (device: PlayedDevice) => createOwnDevice(world, device, stateOf)
    const account = createAccount(world, state, clients.candidates, played)
    accounts.set(account, state)
    return account
  }

  function stateOf(person: WhatsAppPerson): PersonState {
    const state = people.get(person)
    if (!state) throw new Error(`${person.name} is not known to this server`)
    return state
  }

  function phone(name: string, details: PersonDetails = {}): WhatsAppPerson {
    const number = details.number ?? freeNumber()
    for (const [person, state] of people) if (state.number === number) return person
    const state = createPersonState(name, { ...details, number, lid: details.lid ?? madeUpLid() })
    world.people.set(number, state)
    world.peopleByLid.set(state.lid, state)
    const person = createPerson(world, state, ({ to }) => accounts.get(to ?? account) ?? firstAccount)
    people.set(person, state)
    return person
  }

  function freeNumber(): string {
    let tried = 37_069_900_001 + world.people.size
    while (world.people.has(String(tried)) || world.accounts.has(String(tried))) tried += 1
    return String(tried)
  }

  // Digits of another kind than those of numbers, so that nobody takes one for the other unnoticed.
  const madeUpLid = (): string => `99${String(freshId(world)).replace(/\D/g, '').padStart(13, '0')}`

  const account = addAccount({ number: options.number ?? firstNumber, lid: options.lid ?? firstLid })
  const firstAccount = accounts.get(account) as AccountState
  const folder = await mkdtemp(join(tmpdir(), 'loopback-whatsapp-'))
  const caFile = join(folder, 'media-host.pem')
  await writeFile(caFile, tls.certificate)

  const server = createServer((_request, response) => response.writeHead(426).end())
  server.on('upgrade', clients.accept)
  await new Promise<void>((listening) => server.listen(options.port ?? 0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo

  return {
    url: `ws://127.0.0.1:${port}/ws/chat`,
    mediaUrl: `https://${media.host}`,
    caFile,
    rootKey: rootKey.toString('hex'),
    account,
    control,
    addAccount,
    credsFor: (of = account) => of.creds(),
    phone,
    people: () => [...people.keys()],
    publish: (newsletter, text) => clients.publish(newsletter, text),
    faults: () => [...world.faults],
    stanzas: () => [...world.stanzas],
    connections: clients.views,
    mark: () => world.lastMark,
    until: (present, what, timeoutMs) => until(world, present, () => what, timeoutMs),
    onChange(listener) {
      world.bell.on('change', listener)
      return () => world.bell.off('change', listener)
    },
    trust: () => trustLoopbackServers(tls.certificate),
    async close() {
      clients.close()
      const closed = new Promise((done) => server.close(done))
      server.closeAllConnections()
      await Promise.all([closed, media.close(), rm(folder, { recursive: true, force: true })])
    },
  }
}
