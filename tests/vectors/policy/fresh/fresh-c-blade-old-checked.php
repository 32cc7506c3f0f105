<form method="POST" action="{{ route('profile.update') }}">
    @csrf
    <label for="telefono">Teléfono</label>
    <input id="telefono" type="tel" name="telefono" value="{{ old('telefono') }}">
    <div class="form-check">
        <input class="form-check-input" type="checkbox" name="whatsapp_ofertas" id="whatsapp_ofertas" value="1" {{ old('whatsapp_ofertas', true) ? 'checked' : '' }}>
        <label class="form-check-label" for="whatsapp_ofertas">Quiero que Ferretería Sol me mande sus ofertas por WhatsApp. Escribe BAJA cuando quieras parar.</label>
    </div>
    <button type="submit">Guardar</button>
</form>
