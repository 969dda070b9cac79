import type { MetadataRoute } from 'next'

export default function manifest(): MetadataRoute.Manifest {
  return {
    name: 'Conferral',
    short_name: 'Conferral',
    description: 'A second opinion for your animal, with your vet, from a specialist hospital.',
    start_url: '/home',
    display: 'standalone',
    background_color: '#faf9f5',
    theme_color: '#1d5c4b',
    icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' }],
  }
}
