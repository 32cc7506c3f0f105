<?php

declare(strict_types=1);

// WordPress' drop-in for another database: options in memory, every other table empty. All else of WordPress is real.
final class MemoryDb extends wpdb
{
    public array $kept = [];

    public function __construct()
    {
        $this->ready = true;
        $this->charset = 'utf8mb4';
    }

    public function _real_escape($data)
    {
        return is_scalar($data) ? $this->add_placeholder_escape(addslashes((string) $data)) : '';
    }

    public function query($query)
    {
        $query = $this->remove_placeholder_escape($query);
        [$this->last_result, $this->num_rows, $this->rows_affected] = [[], 0, 0];
        if (strpos($query, $this->options) === false) {
            return 0;
        }
        preg_match_all("/'((?:[^'\\\\]|\\\\.)*)'/s", $query, $match);
        $texts = array_map('stripslashes', $match[1]);
        if (strncmp($query, 'INSERT', 6) === 0) {
            $this->kept[$texts[0]] = $texts[1];
            return $this->rows_affected = 1;
        }
        if (preg_match('/WHERE option_name = /', $query)) {
            $names = array_intersect([$texts[0]], array_keys($this->kept));
        } else {
            $names = strpos($query, 'LIKE') === false ? array_keys($this->kept) : [];
        }
        foreach ($names as $name) {
            $this->last_result[] = (object) ['option_name' => $name, 'option_value' => $this->kept[$name], 'autoload' => 'yes'];
        }
        return $this->num_rows = count($this->last_result);
    }

    /** wpdb::get_var takes a row's first member: the one that was asked for. */
    public function get_var($query = null, $x = 0, $y = 0)
    {
        $row = $this->get_row($query);
        return $row->option_value ?? null;
    }

    public function update($table, $data, $where, $format = null, $where_format = null)
    {
        if ($table !== $this->options || !isset($this->kept[$where['option_name']])) {
            return 0;
        }
        $this->kept[$where['option_name']] = $data['option_value'];
        return 1;
    }

    public function delete($table, $where, $where_format = null)
    {
        $there = $table === $this->options && isset($this->kept[$where['option_name']]);
        unset($this->kept[$where['option_name'] ?? '']);
        return $there ? 1 : 0;
    }

    public function db_version()
    {
        return '8.0';
    }
}

$GLOBALS['wpdb'] = new MemoryDb();
$GLOBALS['wpdb']->kept = [
    'siteurl' => 'https://shop.example',
    'home' => 'https://shop.example',
    'active_plugins' => serialize(['woocommerce/woocommerce.php', 'opt-in-for-whatsapp/opt-in-for-whatsapp.php']),
    'date_format' => 'Y-m-d',
    'time_format' => 'H:i',
    'blog_charset' => 'UTF-8',
    'cron' => serialize(['version' => 2]),
];
