import { Button } from '#components/ui/button.tsx'
export default function Page() {
  return <Button />
}
