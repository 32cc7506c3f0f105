<form method="post">
<?php wp_nonce_field('optin'); ?><label>Numéro de mobile <input type="tel" name="customer[phone]" placeholder="06 12 34 56 78" /></label>
<label><input type="checkbox" name="wa" value="1" checked /> Je permets à la Cave à Thé de m'avertir sur WhatsApp de l'arrivée des nouveaux thés. STOP pour arrêter.</label>
<a href="/vie-privee">Données personnelles</a>
</form>
