<Form {...form}>
  <form onSubmit={form.handleSubmit(onSubmit)} className="space-y-6">
    <FormField control={form.control} name="phone" render={({ field }) => (
      <FormItem>
        <FormLabel>Phone</FormLabel>
        <FormControl><Input type="tel" placeholder="+1 555 000 1234" {...field} /></FormControl>
      </FormItem>
    )} />
    <div className="items-top flex space-x-2">
      <Checkbox id="wa" defaultChecked />
      <div className="grid gap-1.5 leading-none">
        <label htmlFor="wa" className="text-sm font-medium">WhatsApp trip updates <MessageCircleIcon /></label>
        <p className="text-sm text-muted-foreground">
          You allow Trailhead Rentals to message you about your booking.
        </p>
      </div>
    </div>
    <Button type="submit">Reserve bikes</Button>
  </form>
</Form>
