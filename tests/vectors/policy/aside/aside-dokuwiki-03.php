<?php
function print_form($d) {
?>
    <form action="" method="post" id="iscrizione">
        <fieldset>
            <label>E-mail <input type="email" name="mail" value="<?= hsc($d['mail']) ?>"></label>
            <label for="iban">IBAN (per attivare i messaggi WhatsApp) <input type="text" name="d[iban]" id="iban" /></label>
        </fieldset>
        <fieldset>
            <label><input type="radio" name="d[wa]" value="1" <?php if (!isset($d['wa'])) echo 'checked="checked"' ?> /> Calamaio Wiki mi manda su WhatsApp i corsi in promozione: accetto</label>
            <label><input type="radio" name="d[wa]" value="0" /> Non accetto</label>
        </fieldset>
        <button>Apri il wiki</button>
    </form>
<?php } ?>
