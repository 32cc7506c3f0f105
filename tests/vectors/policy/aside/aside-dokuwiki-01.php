<?php
/** Sign-up screen of the hosted wiki. */
function print_form($d) {
    global $conf;
?>
    <form action="" method="post">
        <fieldset>
            <label>Name of your wiki <input name="wiki" value="<?= hsc($d['wiki']) ?>"></label>
            <label>Email <input type="email" name="mail" value="<?= hsc($d['mail']) ?>"></label>
            <label>Mobile <input type="tel" name="phone" value="<?= hsc($d['phone']) ?>"></label>
        </fieldset>
        <fieldset>
            <input type="checkbox" name="wa" id="wa"<?= ' checked' ?>>
            <label for="wa">I accept <?php echo hsc($conf['company']) ?>'s terms, and Whatsapp messages on backups and upgrades-on-sale</label>
            <p>To revoke, fax us the form in our help centre. Faxes are worked through every 60 days.</p>
        </fieldset>
        <button>Start the wiki</button>
    </form>
<?php
}
