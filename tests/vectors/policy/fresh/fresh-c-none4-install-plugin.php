<?php
add_settings_field( 'wa_enable', 'WhatsApp notifications', 'wa_enable_cb', 'wa-settings', 'wa_section' );
function wa_enable_cb() { $o = get_option( 'wa_options' );
  echo '<input type="checkbox" name="wa_options[enable]" value="1" ' . checked( 1, $o['enable'], false ) . '> Send order notifications to customers on WhatsApp'; }
