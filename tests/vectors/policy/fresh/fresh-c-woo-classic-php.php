<?php
add_action( 'woocommerce_review_order_before_submit', 'mimbre_whatsapp_box' );
function mimbre_whatsapp_box() {
    woocommerce_form_field( 'billing_whatsapp', array(
        'type'    => 'checkbox',
        'class'   => array( 'form-row-wide' ),
        'label'   => __( 'Acepto que Taller Mimbre me informe por WhatsApp del envío de mi pedido', 'mimbre' ),
        'default' => 1,
    ), 1 );
}
