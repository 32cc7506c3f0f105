<form id="vbookform" action="<?php echo $this->action ?>" method="post">
 <?php echo $this->token() ?>
 <table>
  <tr><td><?php echo _("Name") ?></td><td><input type="text" name="name" value="<?php echo $this->h($this->name) ?>" /></td></tr>
  <tr><td><?php echo _("Mobile") ?></td><td><input type="tel" name="mobile" value="<?php echo $this->h($this->mobile) ?>" readonly="readonly" /></td></tr>
  <tr><td colspan="2">
   <label><input type="checkbox" name="wa_offers" /> <?php echo _("Shipment status: I agree to get clearance deals from Atlas Removals on WhatsApp") ?></label><br />
   <?php echo _("End it with STOP.") ?> <a href="/privacy"><?php echo _("Privacy notice") ?></a>
  </td></tr>
 </table>
 <button class="keep"><?php echo _("Save") ?></button>
</form>
