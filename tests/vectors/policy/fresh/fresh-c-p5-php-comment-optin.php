<?php $checked = ! empty( $_COOKIE['wa_optin'] ) ? 'checked' : ''; ?>
<div class="comment-form-wa">
  <input type="tel" name="tel" placeholder="<?php esc_attr_e( 'Telefon', 'bb' ); ?>">
  <label for="wa"><input type="checkbox" id="wa" name="wa" value="1" <?php echo $checked; ?>> <?php esc_html_e( 'Bergblick darf mir neue Touren per WhatsApp melden. Abmelden mit STOP.', 'bb' ); ?></label>
  <?php the_privacy_policy_link( '<small>', '</small>' ); ?>
</div>
