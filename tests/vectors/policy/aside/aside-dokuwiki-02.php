<?php
function print_form($d) {
?>
    <form action="" method="post" id="signup">
        <fieldset>
            <label>E-Mail <input type="email" name="mail" value="<?= hsc($d['mail']) ?>"></label>
            <label>Mobil <input type="tel" name="phone" value="<?= hsc($d['phone']) ?>"></label>
        </fieldset>
        <fieldset>
            <input type="checkbox" name="d[wa]" id="wa" value="1" />
            <label for="wa">Tintenfass Wikis darf mir per WhatsApp melden, wenn mein Wiki nicht erreichbar ist.</label>
            <p><img src="lib/images/whatsapp.svg" alt="WhatsApp" width="16" /> STOP als Antwort beendet das. <a href="datenschutz.php">Datenschutzerklärung</a></p>
        </fieldset>
        <button type="submit">Wiki anlegen</button>
    </form>
<?php } ?>
