// An account as its owner and its clients know it: the phone with the number, linked devices, creds as if linked.
import { type AuthenticationCreds, Curve, initAuthCreds, type KeyPair, proto } from '@whiskeysockets/baileys'
import { clientDevices, deliver, deliverToAll } from './client-queue.ts'
import type { Login, OwnDevice, WhatsAppAccount } from './contract.ts'
import { counterSign, signDevice } from './device-identity.ts'
import { addDevice, type Candidate, link, ownerOf } from './linking.ts'
import { readQr } from './pairing.ts'
import { typeInto } from './pairing-by-code.ts'
import { createPlayedDevice } from './played-device.ts'
import { type AccountState, changed, freshId, lidAddress, numberAddress, type PlayedDevice, until, type World } from './world.ts'

const usualPreKeys = 60

export function createAccountState(number: string, lid: string): AccountState {
  const account: AccountState = { number, lid, devices: new Map(), lastDevice: 0 }
  account.devices.set(0, createPlayedDevice(account, 0))
  return account
}

/** @param candidates the clients that wait to be linked. */
export function createAccount(
  world: World,
  account: AccountState,
  candidates: ReadonlySet<Candidate>,
  played: (device: PlayedDevice) => OwnDevice,
): WhatsAppAccount {
  function linked(candidate: Candidate, how: string): Promise<void> {
    const outcome = (): true | undefined => {
      if (candidate.code?.wrong) throw new Error('The code is not the one that the client showed')
      return candidate.linked || undefined
    }
    return until(world, outcome, () => `The client was not linked by ${how}`).then(() => undefined)
  }

  return {
    number: account.number,
    lid: account.lid,
    numberAddress: numberAddress(account),
    lidAddress: lidAddress(account),
    owner: played(ownerOf(account)),
    creds: (options = {}) => loginOf(world, account, options.preKeys ?? usualPreKeys),
    linkAnother() {
      account.lastDevice += 1
      const device = createPlayedDevice(account, account.lastDevice)
      account.devices.set(device.id, device)
      tellOfDevice(world, account, device.id, 'add')
      return played(device)
    },
    async scan(qr) {
      const { reference, advSecret } = readQr(qr)
      const candidate = [...candidates].find(({ references }) => references.includes(reference))
      if (!candidate) throw new Error('No client shows this code')
      link(world, candidate, account, advSecret)
      await linked(candidate, 'the picture')
    },
    async typeCode(code) {
      const asked = (): Candidate | undefined => [...candidates].find((one) => one.code?.number === account.number)
      const candidate = await until(world, asked, () => `No client asked to be linked to ${account.number}`)
      typeInto(world, candidate, account, code.replace(/[^0-9A-Z]/gi, '').toUpperCase())
      await linked(candidate, 'the code')
    },
    unlink() {
      for (const device of clientDevices(account)) {
        device.removed = true
        device.line?.send({
          tag: 'stream:error',
          attrs: { code: '401' },
          content: [{ tag: 'conflict', attrs: { type: 'device_removed' } }],
        })
        device.line?.close()
      }
      changed(world)
    },
    preKeysLeft: () => clientDevices(account).reduce((sum, { preKeys }) => sum + preKeys.size, 0),
    online: (timeoutMs) =>
      until(
        world,
        () => clientDevices(account).some(({ ready }) => ready) || undefined,
        () => `No client of ${account.number} came online`,
        timeoutMs,
      ).then(() => undefined),
    waiting: () => clientDevices(account).reduce((sum, { waiting }) => sum + waiting.length, 0),
    push: (node) => deliverToAll(world, account, node),
  }
}

function tellOfDevice(world: World, account: AccountState, id: number, what: 'add' | 'remove'): void {
  const from = numberAddress(account)
  // Under both identities, since a client may have looked the account up under either.
  const devices = [numberAddress(account, id), lidAddress(account, id)].map((jid) => ({
    tag: 'device',
    attrs: { jid, 'key-index': String(id) },
  }))
  for (const device of clientDevices(account))
    deliver(world, device, {
      tag: 'notification',
      attrs: { id: freshId(world), from, type: 'devices' },
      content: [{ tag: what, attrs: {}, content: devices }],
    })
}

/** A new linked device with its keys here and its creds in the answer. */
function loginOf(world: World, account: AccountState, preKeyCount: number): Login {
  const fresh = initAuthCreds()
  const { noiseKey, signedIdentityKey, registrationId, signedPreKey } = fresh
  const device = addDevice(account, {
    noiseKey: Buffer.from(noiseKey.public),
    identity: Buffer.from(signedIdentityKey.public),
    registrationId,
    signedPreKey: { keyId: signedPreKey.keyId, publicKey: signedPreKey.keyPair.public, signature: signedPreKey.signature },
  })
  const owner = ownerOf(account).signal.identity
  const word = counterSign(signDevice(owner, signedIdentityKey.public, device.id, world.now()), signedIdentityKey)
  const preKeys: Record<string, KeyPair> = {}
  for (let id = 1; id <= preKeyCount; id += 1) {
    const pair = Curve.generateKeyPair()
    preKeys[id] = pair
    device.preKeys.set(id, Buffer.from(pair.public))
  }
  const creds: AuthenticationCreds = {
    ...fresh,
    me: { id: numberAddress(account, device.id), lid: lidAddress(account, device.id), name: 'Support' },
    account: proto.ADVSignedDeviceIdentity.fromObject(word),
    signalIdentities: [
      {
        identifier: { name: lidAddress(account), deviceId: 0 },
        identifierKey: Buffer.concat([Buffer.from([5]), owner.public]),
      },
    ],
    platform: 'android',
    accountSyncCounter: 1,
    nextPreKeyId: preKeyCount + 1,
    firstUnuploadedPreKeyId: preKeyCount + 1,
  }
  return { creds, keys: { 'pre-key': preKeys } as Login['keys'] }
}
