import { UploadApi } from '#components/case/records/upload-api.ts'
import { uploadFile } from '#components/case/records/upload-file.ts'
import { browserWire } from '#components/case/records/upload-wire.ts'

const LOOK_EVERY_MS = 700
/** A check waits for a busy worker, or for a virus scanner that is away. */
const LOOKS = 60

/**
 * Adds a picture to the case by the way that every record takes, and waits until it has been checked.
 * @returns the record's id
 * @throws Error with words to show: refused, or not there in time
 */
export async function sendPicture(caseId: string, picture: Blob, name: string): Promise<string> {
  const api = new UploadApi(browserWire, `/api/cases/${caseId}/records`)
  const { signal } = new AbortController()
  const recordId = browserWire.newId()
  const ignore = () => undefined
  await uploadFile({
    wire: browserWire,
    api,
    file: new File([picture], name, { type: 'image/png' }),
    recordId,
    resume: false,
    slot: (work) => work(),
    signal,
    watch: { onBegun: ignore, onSent: ignore, onAway: ignore, onFinishing: ignore, onReading: ignore },
  })
  for (let look = 0; look < LOOKS; look += 1) {
    const { status } = await api.state(recordId, signal)
    if (status === 'READY') return recordId
    if (status === 'REFUSED') throw new Error('The picture was refused when it was checked.')
    await browserWire.sleep(LOOK_EVERY_MS, signal)
  }
  throw new Error('The picture has arrived and is still being checked: it will stand among the records.')
}
