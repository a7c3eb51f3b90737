// Loaded before a service that is to talk to a loopback server: node --import ./src/playground/whatsapp/trust.ts src/main.ts
// The certificate of the media host is given beside it, in NODE_EXTRA_CA_CERTS.
import { trustLoopbackServers } from './certificates.ts'

trustLoopbackServers()
