<x-form :action="route('prefs')">
  <x-input name="phone" type="tel" label="Phone" />
  <x-checkbox name="wa_deals" label="Send me Pasta Nonna deals on WhatsApp" checked />
  <x-button>Save</x-button>
</x-form>
