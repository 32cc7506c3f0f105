<form method="post">
<?= csrf() ?><label for="tel41">Mobilnummer</label> <input id="tel41" type="tel" name="tel" autocomplete="tel" /><label><input type="checkbox" name="opt_wa" value="true" /> <img src="/img/whatsapp.svg" alt="WhatsApp" width="18" /> Kino Astra darf mir auf WhatsApp schreiben. STOP beendet das.</label>
<a href="/datenschutz">Datenschutzhinweise</a>
</form>
