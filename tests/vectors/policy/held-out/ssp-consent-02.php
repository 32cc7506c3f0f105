<?php
$this->includeAtTemplateBase('includes/header.php');
?>
<p><?php echo $this->data['intro']; ?></p>
<form id="consent_yes" method="post" action="<?php echo htmlspecialchars($this->data['target']); ?>">
    <label for="tel">Téléphone</label> <input type="tel" id="tel" name="tel" value="<?php echo htmlspecialchars($tel); ?>">
    <input type="checkbox" id="wa" name="saveconsent" value="1" <?php echo 'checked="checked"'; ?>> <label for="wa">J’accepte que l’Université de Lorme m’envoie les alertes d’emploi du temps sur Whatsapp.</label>
    <p>STOP pour arrêter.</p>
    <button type="submit" name="yes" class="btn" id="yesbutton"><?php echo $this->t('yes') ?></button>
</form>
<?php
$this->includeAtTemplateBase('includes/footer.php');
