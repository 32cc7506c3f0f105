<?php
$on = get_user_meta( get_current_user_id(), 'nuvola_wa', true );
echo '<p class="form-row"><label class="woocommerce-form__label-for-checkbox">';
echo '<input type="checkbox" name="nuvola_wa" value="yes" ' . checked( $on, 'yes', false ) . '/> ';
echo '<span>' . esc_html__( 'Desidero ricevere su WhatsApp gli sconti di Nuvola Baby (per smettere: rispondere STOP)', 'nuvola' ) . '</span>';
echo '</label></p>';
