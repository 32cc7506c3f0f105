<form method="post" class="woocommerce-form woocommerce-form-register">
  <p><label for="reg_email"><?php esc_html_e( 'Email address', 'woocommerce' ); ?></label><input type="email" name="email" id="reg_email" value="<?php echo esc_attr( $email ); ?>" /></p>
  <p><label for="reg_tel"><?php esc_html_e( 'Phone', 'woocommerce' ); ?></label><input type="tel" name="billing_phone" id="reg_tel" /></p>
  <p class="form-row validate-required"><label class="checkbox"><input type="checkbox" name="whatsapp_marketing" value="1" required /> <span><?php _e( 'Je souhaite recevoir les ventes privées d\'Atelier Onze par WhatsApp', 'onze' ); ?></span></label></p>
  <p><button type="submit" name="register"><?php esc_html_e( 'Register', 'woocommerce' ); ?></button></p>
</form>
