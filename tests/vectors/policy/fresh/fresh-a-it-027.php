<form method="POST">
@csrf <label for="tel41">Numero di cellulare</label> <input id="tel41" type="tel" name="tel" autocomplete="tel" /><label><input type="checkbox" name="opt_wa" value="true" /> Il Teatro Nuovo può mandarmi su WhatsApp i biglietti.</label>
<a href="/privacy">Informativa sul trattamento dei dati</a>
</form>
