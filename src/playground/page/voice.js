// Voice messages: recorded where the browser can and may, else chosen as a file.
import { element, iconButton, toast } from './elements.js'

const wishedTypes = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4']

/** `onRecorded(file, seconds)` gets what is to be sent. */
export function createVoice({ root, onRecorded, onStateChange }) {
  const start = root.querySelector('.voice')
  const chooser = root.querySelector('.voice-file')
  const row = root.querySelector('.composer-row')
  let recording = null

  async function record() {
    let stream
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true })
    } catch {
      toast('No microphone here: choose a sound file instead')
      chooser.click()
      return
    }
    const mimeType = wishedTypes.find((type) => MediaRecorder.isTypeSupported(type))
    const recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {})
    const chunks = []
    const bar = element('div', 'recording')
    const time = element('span', 'recording-time', '0:00')
    const beganAt = performance.now()
    const seconds = () => Math.max(1, Math.round((performance.now() - beganAt) / 1000))
    let keep = false
    recorder.ondataavailable = ({ data }) => chunks.push(data)
    recorder.onstop = () => {
      clearInterval(recording.ticking)
      for (const track of stream.getTracks()) track.stop()
      bar.remove()
      recording = null
      start.disabled = false
      onStateChange()
      start.focus()
      if (keep) onRecorded(new File(chunks, 'voice', { type: recorder.mimeType.split(';')[0] }), seconds())
    }
    const finish = (wanted) => {
      keep = wanted
      recorder.stop()
    }
    bar.append(
      element('span', 'recording-dot'),
      time,
      element('span', 'visually-hidden', 'Recording'),
      iconButton('close', 'Throw the recording away', () => finish(false)),
      iconButton('send', 'Send the recording', () => finish(true), 'round'),
    )
    bar.addEventListener('keydown', (event) => event.key === 'Escape' && finish(false))
    const ticking = setInterval(() => {
      const passed = seconds()
      time.textContent = `${Math.floor(passed / 60)}:${String(passed % 60).padStart(2, '0')}`
    }, 500)
    recording = { ticking }
    recorder.start()
    row.append(bar)
    start.disabled = true
    onStateChange()
    bar.querySelector('.round').focus()
  }

  start.addEventListener('click', () => {
    if (navigator.mediaDevices?.getUserMedia && window.MediaRecorder) void record()
    else chooser.click()
  })
  chooser.addEventListener('change', () => {
    const file = chooser.files[0]
    if (file) onRecorded(file, 3)
    chooser.value = ''
  })

  return { isRecording: () => recording !== null }
}
