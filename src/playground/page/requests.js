// Requests to the playground's own API. Errors become Error with the sentence the server gave.
export const apiRoot = '/playground/api'

export async function get(path) {
  return read(await fetch(apiRoot + path))
}

export async function post(path, body = {}) {
  const headers = { 'x-playground': '1', 'content-type': 'application/json' }
  return read(await fetch(apiRoot + path, { method: 'POST', headers, body: JSON.stringify(body) }))
}

/** Sends a file's bytes as they are; its name and kind stand in the query. */
export async function postFile(path, file) {
  const headers = { 'x-playground': '1', 'content-type': file.type || 'application/octet-stream' }
  return read(await fetch(apiRoot + path, { method: 'POST', headers, body: file }))
}

export async function remove(path) {
  return read(await fetch(apiRoot + path, { method: 'DELETE', headers: { 'x-playground': '1' } }))
}

/** Calls back on every event, and with `onState(true | false)` when the stream comes and goes. */
export function listen(handlers, onState) {
  const source = new EventSource(`${apiRoot}/events`)
  source.onopen = () => onState(true)
  source.onerror = () => onState(false)
  for (const [name, handler] of Object.entries(handlers))
    source.addEventListener(name, (event) => handler(JSON.parse(event.data)))
}

async function read(response) {
  const body = await response.json().catch(() => ({}))
  if (!response.ok) throw new Error(body.error ?? `The server answered ${response.status}`)
  return body
}
