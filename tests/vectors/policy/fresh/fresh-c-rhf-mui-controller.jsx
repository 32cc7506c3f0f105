import { useForm, Controller } from "react-hook-form";
import { Checkbox, FormControlLabel, FormHelperText, TextField, Button } from "@mui/material";

export default function StayInTouch({ onSave }) {
  const { control, register, handleSubmit } = useForm({
    defaultValues: { mobile: "", remindViaWhatsapp: true },
  });
  return (
    <form onSubmit={handleSubmit(onSave)}>
      <TextField label="Mobile number" type="tel" {...register("mobile")} />
      <Controller
        name="remindViaWhatsapp"
        control={control}
        render={({ field }) => (
          <FormControlLabel
            control={<Checkbox {...field} checked={field.value} />}
            label="I'd like Lumen Optics to remind me of my eye test on WhatsApp"
          />
        )}
      />
      <FormHelperText>Change your mind whenever you like: text STOP back to any reminder.</FormHelperText>
      <Button type="submit">Book my slot</Button>
    </form>
  );
}
