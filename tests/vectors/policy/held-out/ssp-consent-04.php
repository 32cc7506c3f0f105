<?php
$this->includeAtTemplateBase('includes/header.php');
?>
<p><?php echo $this->data['intro']; ?></p>
<form id="consent_yes" method="post" action="<?php echo htmlspecialchars($this->data['target']); ?>">
    <input type="checkbox" name="saveconsent" value="1"> Se souvenir de mon choix
    <button type="submit" name="yes" class="btn" id="yesbutton"><?php echo $this->t('yes') ?></button>
</form>
<p>Une question ? <a href="https://wa.me/33612345678">Écrivez-nous sur WhatsApp</a>.</p>
<?php
$this->includeAtTemplateBase('includes/footer.php');
