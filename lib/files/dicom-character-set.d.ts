declare module 'dicom-character-set' {
  /** Decodes the bytes of one value by Specific Character Set (0008,0005). Throws on an unknown set or escape. */
  export function convertBytes(specificCharacterSet: string, bytes: Uint8Array, options?: { vr?: string }): string
}
