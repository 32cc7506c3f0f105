<?php
$this->includeAtTemplateBase('includes/header.php');
?>
<p><?php echo $this->data['intro']; ?></p>
<form id="consent_yes" method="post" action="<?php echo htmlspecialchars($this->data['target']); ?>">
    <label for="tel">Téléphone</label> <input type="tel" id="tel" name="tel" value="<?php echo htmlspecialchars($tel); ?>">
    <?php if ($showWa): ?>
    <label><input type="checkbox" name="whatsapp[]" value="alertes"> <img src="<?= $base ?>/whatsapp.svg" alt="WhatsApp"> J’accepte de recevoir les alertes de l’Universite de Lorme et les promotions de ses partenaires sur WhatsApp.</label>
    <?php endif; ?>
    <p>STOP pour arrêter. <a href="<?= $sppp ?>">Politique de confidentialité</a></p>
    <button type="submit" name="yes" class="btn" id="yesbutton"><?php echo $this->t('yes') ?></button>
</form>
<?php
$this->includeAtTemplateBase('includes/footer.php');
