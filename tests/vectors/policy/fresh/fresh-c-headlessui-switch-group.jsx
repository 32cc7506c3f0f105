import { Field, Label, Description, Switch } from '@headlessui/react'
import { useState } from 'react'

export default function Prefs() {
  const [waEnabled, setWaEnabled] = useState(true)
  return (
    <form>
      <input type="tel" name="mobile" aria-label="Mobile" />
      <Field>
        <Label>Please WhatsApp me when it is time for my next check-up</Label>
        <Description>Bright Smile Dental writes twice a year. Reply STOP and it ends.</Description>
        <Switch checked={waEnabled} onChange={setWaEnabled} className="group inline-flex h-6 w-11" />
      </Field>
      <button type="submit">Save</button>
    </form>
  )
}
