<a href="https://wa.me/<?= esc_attr($number) ?>"><?php esc_html_e('WhatsApp us', 'plum'); ?></a>
